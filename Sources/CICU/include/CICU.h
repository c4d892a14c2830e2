// ICU for Swift, without ICU's own types.
//
// A wrapper a function, for two reasons. `unicode/urename.h` renames every ICU function by macro with a version suffix
// (u_foldCase becomes u_foldCase_72), which Swift cannot see. And Foundation brings an ICU of its own, whose types have
// the same names and other members: a program that imports both Foundation and Fagui does not compile once a module
// shows ICU's headers.
#ifndef FAGUI_CICU_H
#define FAGUI_CICU_H

#include <stdint.h>

// An error code of ICU; those up to FAGUI_ICU_OK are no errors. Only those are named that somebody asks for.
typedef enum FaguiICUStatus {
    FAGUI_ICU_WARNING = -128,
    FAGUI_ICU_OK = 0,
    FAGUI_ICU_INVALID_CHARACTER = 10,
    FAGUI_ICU_TRUNCATED_CHARACTER = 11,
    FAGUI_ICU_ILLEGAL_CHARACTER = 12,
    FAGUI_ICU_BUFFER_OVERFLOW = 15,
} FaguiICUStatus;

// Rule statuses of word breaks from here on are words: numbers, letters, kana, ideographs.
#define FAGUI_ICU_FIRST_WORD_STATUS 100
// Room for a version as text.
#define FAGUI_ICU_VERSION_LENGTH 20

typedef struct FaguiConverter FaguiConverter;
typedef struct FaguiDetector FaguiDetector;
typedef struct FaguiDetectorMatch FaguiDetectorMatch;
typedef struct FaguiNormalizer FaguiNormalizer;
typedef struct FaguiBreaker FaguiBreaker;
typedef struct FaguiTransliterator FaguiTransliterator;
typedef struct FaguiCollator FaguiCollator;

// Versions of the library that is loaded, not of the headers.
void fagui_u_version_string(char version[FAGUI_ICU_VERSION_LENGTH]);
void fagui_u_unicode_version_string(char version[FAGUI_ICU_VERSION_LENGTH]);
const char *fagui_u_error_name(FaguiICUStatus code);
int8_t fagui_u_char_type(int32_t c);
int8_t fagui_u_is_white_space(int32_t c);

// What the rules of word breaking ask of a character: its Word_Break property in the low byte (numbered as below), and
// bits for the sets that ICU's rules for zh name besides.
uint32_t fagui_u_word_traits(int32_t c);
enum {
    FAGUI_TRAIT_HAN = 1 << 8,
    FAGUI_TRAIT_HIRAGANA = 1 << 9,
    FAGUI_TRAIT_KATAKANA = 1 << 10,
    FAGUI_TRAIT_IDEOGRAPHIC = 1 << 11,
    FAGUI_TRAIT_PICTOGRAPHIC = 1 << 12,
    FAGUI_TRAIT_COMPLEX_CONTEXT = 1 << 13,
    FAGUI_TRAIT_CONTROL = 1 << 14,
};
enum {
    FAGUI_WB_OTHER = 0,
    FAGUI_WB_ALETTER = 1,
    FAGUI_WB_FORMAT = 2,
    FAGUI_WB_KATAKANA = 3,
    FAGUI_WB_MIDLETTER = 4,
    FAGUI_WB_MIDNUM = 5,
    FAGUI_WB_NUMERIC = 6,
    FAGUI_WB_EXTENDNUMLET = 7,
    FAGUI_WB_CR = 8,
    FAGUI_WB_EXTEND = 9,
    FAGUI_WB_LF = 10,
    FAGUI_WB_MIDNUMLET = 11,
    FAGUI_WB_NEWLINE = 12,
    FAGUI_WB_REGIONAL_INDICATOR = 13,
    FAGUI_WB_HEBREW_LETTER = 14,
    FAGUI_WB_SINGLE_QUOTE = 15,
    FAGUI_WB_DOUBLE_QUOTE = 16,
    FAGUI_WB_ZWJ = 21,
    FAGUI_WB_WSEGSPACE = 22,
};

// Opens a converter that stops at whatever it cannot convert; ICU's own default replaces.
FaguiConverter *fagui_ucnv_open_strict(const char *name, FaguiICUStatus *status);
void fagui_ucnv_close(FaguiConverter *converter);
void fagui_ucnv_reset(FaguiConverter *converter);
void fagui_ucnv_to_unicode(
    FaguiConverter *converter, uint16_t **target, const uint16_t *targetLimit, const char **source,
    const char *sourceLimit, FaguiICUStatus *status);

// The number of bytes of the sequence that stopped the converter.
int8_t fagui_ucnv_invalid_length(const FaguiConverter *converter);
int32_t fagui_ucnv_from_uchars(
    FaguiConverter *converter, char *target, int32_t capacity, const uint16_t *source, int32_t length,
    FaguiICUStatus *status);
FaguiDetector *fagui_ucsdet_open(FaguiICUStatus *status);
void fagui_ucsdet_close(FaguiDetector *detector);
void fagui_ucsdet_set_text(FaguiDetector *detector, const char *bytes, int32_t length, FaguiICUStatus *status);
const FaguiDetectorMatch **fagui_ucsdet_detect_all(FaguiDetector *detector, int32_t *count, FaguiICUStatus *status);
const char *fagui_ucsdet_name(const FaguiDetectorMatch *match, FaguiICUStatus *status);
int32_t fagui_ucsdet_confidence(const FaguiDetectorMatch *match, FaguiICUStatus *status);
const FaguiNormalizer *fagui_unorm2_nfkc_casefold(FaguiICUStatus *status);
int32_t fagui_unorm2_normalize(
    const FaguiNormalizer *normalizer, const uint16_t *source, int32_t length, uint16_t *target, int32_t capacity,
    FaguiICUStatus *status);
int8_t fagui_unorm2_has_boundary_before(const FaguiNormalizer *normalizer, int32_t c);
int8_t fagui_unorm2_is_inert(const FaguiNormalizer *normalizer, int32_t c);
// Opens a transliterator by its id, such as "Han-Latin".
FaguiTransliterator *fagui_utrans_open(const char *id, FaguiICUStatus *status);
void fagui_utrans_close(FaguiTransliterator *transliterator);
// Transliterates text in place; returns its new length, which may be more than the capacity (then with an error).
int32_t fagui_utrans_transliterate(
    const FaguiTransliterator *transliterator, uint16_t *text, int32_t length, int32_t capacity,
    FaguiICUStatus *status);
// Opens the collator of a locale, such as "zh@collation=pinyin".
FaguiCollator *fagui_ucol_open(const char *locale, FaguiICUStatus *status);
void fagui_ucol_close(FaguiCollator *collator);
// Writes as much of a text's sort key as there is room for; returns its length.
int32_t fagui_ucol_sort_key(
    const FaguiCollator *collator, const uint16_t *text, int32_t length, uint8_t *key, int32_t capacity);
FaguiBreaker *fagui_ubrk_open_words(const char *locale, FaguiICUStatus *status);
void fagui_ubrk_close(FaguiBreaker *breaker);
void fagui_ubrk_set_text(FaguiBreaker *breaker, const uint16_t *text, int32_t length, FaguiICUStatus *status);
int32_t fagui_ubrk_first(FaguiBreaker *breaker);
int32_t fagui_ubrk_next(FaguiBreaker *breaker);
int32_t fagui_ubrk_rule_status(FaguiBreaker *breaker);

#endif
