#include "CICU.h"

#include <assert.h>
#include <stddef.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucol.h>
#include <unicode/ucsdet.h>
#include <unicode/uscript.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include <unicode/uversion.h>

static_assert((int)FAGUI_ICU_OK == (int)U_ZERO_ERROR, "ICU's codes");
static_assert((int)FAGUI_ICU_INVALID_CHARACTER == (int)U_INVALID_CHAR_FOUND, "ICU's codes");
static_assert((int)FAGUI_ICU_TRUNCATED_CHARACTER == (int)U_TRUNCATED_CHAR_FOUND, "ICU's codes");
static_assert((int)FAGUI_ICU_ILLEGAL_CHARACTER == (int)U_ILLEGAL_CHAR_FOUND, "ICU's codes");
static_assert((int)FAGUI_ICU_BUFFER_OVERFLOW == (int)U_BUFFER_OVERFLOW_ERROR, "ICU's codes");
static_assert(FAGUI_ICU_FIRST_WORD_STATUS == UBRK_WORD_NUMBER, "ICU's rule statuses");
static_assert(FAGUI_ICU_VERSION_LENGTH == U_MAX_VERSION_STRING_LENGTH, "ICU's versions");
static_assert(sizeof(UChar) == sizeof(uint16_t), "UTF-16 units");

// ICU takes the status in and out: a call after an error does nothing.
#define ENTER UErrorCode code = (UErrorCode)*status
#define LEAVE *status = (FaguiICUStatus)code

// Versions of the library that is loaded, not of the headers.

void fagui_u_version_string(char version[FAGUI_ICU_VERSION_LENGTH]) {
    UVersionInfo info;
    u_getVersion(info);
    u_versionToString(info, version);
}

void fagui_u_unicode_version_string(char version[FAGUI_ICU_VERSION_LENGTH]) {
    UVersionInfo info;
    u_getUnicodeVersion(info);
    u_versionToString(info, version);
}

const char *fagui_u_error_name(FaguiICUStatus code) { return u_errorName((UErrorCode)code); }

// Properties of characters.

int8_t fagui_u_char_type(int32_t c) { return u_charType(c); }

int8_t fagui_u_is_white_space(int32_t c) { return u_isUWhiteSpace(c); }

static_assert(FAGUI_WB_ALETTER == (int)U_WB_ALETTER && FAGUI_WB_FORMAT == (int)U_WB_FORMAT, "Word_Break");
static_assert(FAGUI_WB_KATAKANA == (int)U_WB_KATAKANA && FAGUI_WB_MIDLETTER == (int)U_WB_MIDLETTER, "Word_Break");
static_assert(FAGUI_WB_MIDNUM == (int)U_WB_MIDNUM && FAGUI_WB_NUMERIC == (int)U_WB_NUMERIC, "Word_Break");
static_assert(FAGUI_WB_EXTENDNUMLET == (int)U_WB_EXTENDNUMLET && FAGUI_WB_CR == (int)U_WB_CR, "Word_Break");
static_assert(FAGUI_WB_EXTEND == (int)U_WB_EXTEND && FAGUI_WB_LF == (int)U_WB_LF, "Word_Break");
static_assert(FAGUI_WB_MIDNUMLET == (int)U_WB_MIDNUMLET && FAGUI_WB_NEWLINE == (int)U_WB_NEWLINE, "Word_Break");
static_assert(FAGUI_WB_REGIONAL_INDICATOR == (int)U_WB_REGIONAL_INDICATOR, "Word_Break");
static_assert(FAGUI_WB_HEBREW_LETTER == (int)U_WB_HEBREW_LETTER, "Word_Break");
static_assert(FAGUI_WB_SINGLE_QUOTE == (int)U_WB_SINGLE_QUOTE, "Word_Break");
static_assert(FAGUI_WB_DOUBLE_QUOTE == (int)U_WB_DOUBLE_QUOTE, "Word_Break");
static_assert(FAGUI_WB_ZWJ == (int)U_WB_ZWJ && FAGUI_WB_WSEGSPACE == (int)U_WB_WSEGSPACE, "Word_Break");

uint32_t fagui_u_word_traits(int32_t c) {
    UErrorCode code = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &code);
    uint32_t traits = (uint32_t)u_getIntPropertyValue(c, UCHAR_WORD_BREAK) & 0xFF;
    if (script == USCRIPT_HAN) traits |= FAGUI_TRAIT_HAN;
    if (script == USCRIPT_HIRAGANA) traits |= FAGUI_TRAIT_HIRAGANA;
    if (script == USCRIPT_KATAKANA) traits |= FAGUI_TRAIT_KATAKANA;
    if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) traits |= FAGUI_TRAIT_IDEOGRAPHIC;
    if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) traits |= FAGUI_TRAIT_PICTOGRAPHIC;
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) traits |= FAGUI_TRAIT_COMPLEX_CONTEXT;
    if (u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_CONTROL) traits |= FAGUI_TRAIT_CONTROL;
    return traits;
}

// Converters.

FaguiConverter *fagui_ucnv_open_strict(const char *name, FaguiICUStatus *status) {
    ENTER;
    UConverter *converter = ucnv_open(name, &code);
    if (U_SUCCESS(code)) {
        ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
        ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    }
    LEAVE;
    return (FaguiConverter *)converter;
}

void fagui_ucnv_close(FaguiConverter *converter) { ucnv_close((UConverter *)converter); }

void fagui_ucnv_reset(FaguiConverter *converter) { ucnv_reset((UConverter *)converter); }

void fagui_ucnv_to_unicode(
    FaguiConverter *converter, uint16_t **target, const uint16_t *targetLimit, const char **source,
    const char *sourceLimit, FaguiICUStatus *status) {
    ENTER;
    ucnv_toUnicode(
        (UConverter *)converter, (UChar **)target, (const UChar *)targetLimit, source, sourceLimit, NULL, 1, &code);
    LEAVE;
}

int8_t fagui_ucnv_invalid_length(const FaguiConverter *converter) {
    char bytes[32];
    int8_t length = (int8_t)sizeof bytes;
    UErrorCode code = U_ZERO_ERROR;
    ucnv_getInvalidChars((const UConverter *)converter, bytes, &length, &code);
    return U_SUCCESS(code) ? length : 0;
}

int32_t fagui_ucnv_from_uchars(
    FaguiConverter *converter, char *target, int32_t capacity, const uint16_t *source, int32_t length,
    FaguiICUStatus *status) {
    ENTER;
    int32_t needed =
        ucnv_fromUChars((UConverter *)converter, target, capacity, (const UChar *)source, length, &code);
    LEAVE;
    return needed;
}

// The detector of encodings.

FaguiDetector *fagui_ucsdet_open(FaguiICUStatus *status) {
    ENTER;
    UCharsetDetector *detector = ucsdet_open(&code);
    LEAVE;
    return (FaguiDetector *)detector;
}

void fagui_ucsdet_close(FaguiDetector *detector) { ucsdet_close((UCharsetDetector *)detector); }

void fagui_ucsdet_set_text(FaguiDetector *detector, const char *bytes, int32_t length, FaguiICUStatus *status) {
    ENTER;
    ucsdet_setText((UCharsetDetector *)detector, bytes, length, &code);
    LEAVE;
}

const FaguiDetectorMatch **fagui_ucsdet_detect_all(
    FaguiDetector *detector, int32_t *count, FaguiICUStatus *status) {
    ENTER;
    const UCharsetMatch **matches = ucsdet_detectAll((UCharsetDetector *)detector, count, &code);
    LEAVE;
    return (const FaguiDetectorMatch **)matches;
}

const char *fagui_ucsdet_name(const FaguiDetectorMatch *match, FaguiICUStatus *status) {
    ENTER;
    const char *name = ucsdet_getName((const UCharsetMatch *)match, &code);
    LEAVE;
    return name;
}

int32_t fagui_ucsdet_confidence(const FaguiDetectorMatch *match, FaguiICUStatus *status) {
    ENTER;
    int32_t confidence = ucsdet_getConfidence((const UCharsetMatch *)match, &code);
    LEAVE;
    return confidence;
}

// Normalisation.

const FaguiNormalizer *fagui_unorm2_nfkc_casefold(FaguiICUStatus *status) {
    ENTER;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&code);
    LEAVE;
    return (const FaguiNormalizer *)normalizer;
}

int32_t fagui_unorm2_normalize(
    const FaguiNormalizer *normalizer, const uint16_t *source, int32_t length, uint16_t *target, int32_t capacity,
    FaguiICUStatus *status) {
    ENTER;
    int32_t needed = unorm2_normalize(
        (const UNormalizer2 *)normalizer, (const UChar *)source, length, (UChar *)target, capacity, &code);
    LEAVE;
    return needed;
}

int8_t fagui_unorm2_has_boundary_before(const FaguiNormalizer *normalizer, int32_t c) {
    return unorm2_hasBoundaryBefore((const UNormalizer2 *)normalizer, c);
}

int8_t fagui_unorm2_is_inert(const FaguiNormalizer *normalizer, int32_t c) {
    return unorm2_isInert((const UNormalizer2 *)normalizer, c);
}

// Transliteration.

FaguiTransliterator *fagui_utrans_open(const char *id, FaguiICUStatus *status) {
    ENTER;
    UChar name[64];
    u_uastrncpy(name, id, 64);
    UTransliterator *transliterator = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    LEAVE;
    return (FaguiTransliterator *)transliterator;
}

void fagui_utrans_close(FaguiTransliterator *transliterator) { utrans_close((UTransliterator *)transliterator); }

int32_t fagui_utrans_transliterate(
    const FaguiTransliterator *transliterator, uint16_t *text, int32_t length, int32_t capacity,
    FaguiICUStatus *status) {
    ENTER;
    int32_t limit = length;
    utrans_transUChars((const UTransliterator *)transliterator, (UChar *)text, &length, capacity, 0, &limit, &code);
    LEAVE;
    return length;
}

// Collation.

FaguiCollator *fagui_ucol_open(const char *locale, FaguiICUStatus *status) {
    ENTER;
    UCollator *collator = ucol_open(locale, &code);
    LEAVE;
    return (FaguiCollator *)collator;
}

void fagui_ucol_close(FaguiCollator *collator) { ucol_close((UCollator *)collator); }

int32_t fagui_ucol_sort_key(
    const FaguiCollator *collator, const uint16_t *text, int32_t length, uint8_t *key, int32_t capacity) {
    return ucol_getSortKey((const UCollator *)collator, (const UChar *)text, length, key, capacity);
}

// Word breaks.

FaguiBreaker *fagui_ubrk_open_words(const char *locale, FaguiICUStatus *status) {
    ENTER;
    UBreakIterator *breaker = ubrk_open(UBRK_WORD, locale, NULL, 0, &code);
    LEAVE;
    return (FaguiBreaker *)breaker;
}

void fagui_ubrk_close(FaguiBreaker *breaker) { ubrk_close((UBreakIterator *)breaker); }

void fagui_ubrk_set_text(FaguiBreaker *breaker, const uint16_t *text, int32_t length, FaguiICUStatus *status) {
    ENTER;
    ubrk_setText((UBreakIterator *)breaker, (const UChar *)text, length, &code);
    LEAVE;
}

int32_t fagui_ubrk_first(FaguiBreaker *breaker) { return ubrk_first((UBreakIterator *)breaker); }

int32_t fagui_ubrk_next(FaguiBreaker *breaker) { return ubrk_next((UBreakIterator *)breaker); }

int32_t fagui_ubrk_rule_status(FaguiBreaker *breaker) { return ubrk_getRuleStatus((UBreakIterator *)breaker); }
