// The vocabulary files beside this target's source, as they stand, embedded so that the command needs no files of its
// own. Their formats are told in their first lines; docs/vocabulary.md tells how to change them.
#ifndef FAGUI_CVOCABULARY_H
#define FAGUI_CVOCABULARY_H

#include <stddef.h>

// Bytes of a file, UTF-8, not ended by a zero.
typedef struct FaguiVocabularyFile {
    const unsigned char *bytes;
    size_t count;
} FaguiVocabularyFile;

// Terms of law and administration.
FaguiVocabularyFile fagui_vocabulary_lexicon(void);
// Other names of the same thing: short forms of bodies and laws.
FaguiVocabularyFile fagui_vocabulary_synonyms(void);
// Laypeople's words, and the law's words for them.
FaguiVocabularyFile fagui_vocabulary_thesaurus(void);
// Readings of characters that have several.
FaguiVocabularyFile fagui_vocabulary_readings(void);
// Variant characters that ICU's Traditional-Simplified does not fold.
FaguiVocabularyFile fagui_vocabulary_variants(void);

#endif
