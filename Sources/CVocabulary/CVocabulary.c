#include "CVocabulary.h"

// #embed is C23's; clang takes it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char lexicon[] = {
#embed "lexicon.txt"
};
static const unsigned char synonyms[] = {
#embed "synonyms.txt"
};
static const unsigned char thesaurus[] = {
#embed "thesaurus.txt"
};
static const unsigned char readings[] = {
#embed "readings.txt"
};
static const unsigned char variants[] = {
#embed "variants.txt"
};

#define FILE_OF(array) ((FaguiVocabularyFile){(array), sizeof(array)})

FaguiVocabularyFile fagui_vocabulary_lexicon(void) { return FILE_OF(lexicon); }

FaguiVocabularyFile fagui_vocabulary_synonyms(void) { return FILE_OF(synonyms); }

FaguiVocabularyFile fagui_vocabulary_thesaurus(void) { return FILE_OF(thesaurus); }

FaguiVocabularyFile fagui_vocabulary_readings(void) { return FILE_OF(readings); }

FaguiVocabularyFile fagui_vocabulary_variants(void) { return FILE_OF(variants); }
