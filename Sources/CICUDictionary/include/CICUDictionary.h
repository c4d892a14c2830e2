// The words of ICU's dictionary for Chinese and Japanese, with their costs.
//
// ICU hands out breaks, not its dictionary; but the data file is public by name, and its trie by the header
// unicode/ucharstrie.h, which is C++: hence a target of its own. See dictionarydata.h in ICU's source for the file's
// header.
#ifndef FAGUI_CICUDICTIONARY_H
#define FAGUI_CICUDICTIONARY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct FaguiDictionaryWords FaguiDictionaryWords;

// Opens the dictionary for a walk over its words; NULL where this ICU has none, or one of another format.
FaguiDictionaryWords *fagui_dictionary_open(void);
void fagui_dictionary_close(FaguiDictionaryWords *words);
// The next word in the order of its UTF-16 units, valid until the next call; NULL behind the last one.
const uint16_t *fagui_dictionary_next(FaguiDictionaryWords *words, int32_t *length, int32_t *cost);

#ifdef __cplusplus
}
#endif

#endif
