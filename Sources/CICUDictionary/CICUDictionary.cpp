#include "CICUDictionary.h"

#include <new>
#include <unicode/ucharstrie.h>
#include <unicode/udata.h>

namespace {
// Indexes of the data file's header, in 32-bit words.
enum { trieOffset = 0, totalSize = 3, trieType = 4, transform = 5, indexCount = 8 };
// The trie has UTF-16 units for keys, and values.
constexpr int32_t unitsWithValues = 1 | 8;
}  // namespace

struct FaguiDictionaryWords {
    UDataMemory *data;
    icu::UCharsTrie::Iterator *words;

    ~FaguiDictionaryWords() {
        delete words;
        udata_close(data);
    }
};

FaguiDictionaryWords *fagui_dictionary_open(void) {
    UErrorCode code = U_ZERO_ERROR;
    UDataMemory *data = udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &code);
    if (U_FAILURE(code)) return nullptr;
    const int32_t *indexes = static_cast<const int32_t *>(udata_getMemory(data));
    const bool isKnown = indexes && indexes[trieOffset] >= indexCount * 4 && indexes[trieOffset] % 2 == 0 &&
                         indexes[trieOffset] < indexes[totalSize] && indexes[trieType] == unitsWithValues &&
                         indexes[transform] == 0;
    icu::UCharsTrie::Iterator *words = nullptr;
    if (isKnown) {
        const char *bytes = reinterpret_cast<const char *>(indexes) + indexes[trieOffset];
        // ICU's own operator new, which gives NULL where there is no memory.
        words = new icu::UCharsTrie::Iterator(
            icu::ConstChar16Ptr(reinterpret_cast<const UChar *>(bytes)), 0, code);
    }
    if (!words || U_FAILURE(code)) {
        delete words;
        udata_close(data);
        return nullptr;
    }
    auto *opened = new (std::nothrow) FaguiDictionaryWords{data, words};
    if (!opened) {
        delete words;
        udata_close(data);
    }
    return opened;
}

void fagui_dictionary_close(FaguiDictionaryWords *words) { delete words; }

const uint16_t *fagui_dictionary_next(FaguiDictionaryWords *words, int32_t *length, int32_t *cost) {
    UErrorCode code = U_ZERO_ERROR;
    if (!words->words->next(code) || U_FAILURE(code)) return nullptr;
    const icu::UnicodeString &word = words->words->getString();
    *length = word.length();
    *cost = words->words->getValue();
    return reinterpret_cast<const uint16_t *>(word.getBuffer());
}
