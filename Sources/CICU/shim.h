// Static-inline wrappers over ICU. `unicode/urename.h` renames every ICU function by macro with a version suffix
// (u_foldCase becomes u_foldCase_72), which Swift cannot see; a wrapper keeps one stable name for each function used.
#ifndef FAGUI_CICU_SHIM_H
#define FAGUI_CICU_SHIM_H

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/uversion.h>

static inline const char *fagui_icu_version(void) { return U_ICU_VERSION; }

// Versions of the library that is loaded, not of the headers.

static inline void fagui_u_version_string(char version[U_MAX_VERSION_STRING_LENGTH]) {
    UVersionInfo info;
    u_getVersion(info);
    u_versionToString(info, version);
}

static inline void fagui_u_unicode_version_string(char version[U_MAX_VERSION_STRING_LENGTH]) {
    UVersionInfo info;
    u_getUnicodeVersion(info);
    u_versionToString(info, version);
}

static inline const char *fagui_u_error_name(UErrorCode code) { return u_errorName(code); }

// Properties of characters.

static inline int8_t fagui_u_char_type(UChar32 c) { return u_charType(c); }

static inline UBool fagui_u_is_white_space(UChar32 c) { return u_isUWhiteSpace(c); }

// Converters.

// Opens a converter that stops at whatever it cannot convert; ICU's own default replaces.
static inline UConverter *fagui_ucnv_open_strict(const char *name, UErrorCode *status) {
    UConverter *converter = ucnv_open(name, status);
    if (U_SUCCESS(*status)) {
        ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, status);
        ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, status);
    }
    return converter;
}

static inline void fagui_ucnv_close(UConverter *converter) { ucnv_close(converter); }

static inline void fagui_ucnv_reset(UConverter *converter) { ucnv_reset(converter); }

static inline void fagui_ucnv_to_unicode(
    UConverter *converter, UChar **target, const UChar *targetLimit, const char **source, const char *sourceLimit,
    UErrorCode *status) {
    ucnv_toUnicode(converter, target, targetLimit, source, sourceLimit, NULL, 1, status);
}

// The number of bytes of the sequence that stopped the converter.
static inline int8_t fagui_ucnv_invalid_length(const UConverter *converter) {
    char bytes[32];
    int8_t length = (int8_t)sizeof bytes;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, bytes, &length, &status);
    return U_SUCCESS(status) ? length : 0;
}

static inline int32_t fagui_ucnv_from_uchars(
    UConverter *converter, char *target, int32_t capacity, const UChar *source, int32_t length, UErrorCode *status) {
    return ucnv_fromUChars(converter, target, capacity, source, length, status);
}

// The detector of encodings.

static inline UCharsetDetector *fagui_ucsdet_open(UErrorCode *status) { return ucsdet_open(status); }

static inline void fagui_ucsdet_close(UCharsetDetector *detector) { ucsdet_close(detector); }

static inline void fagui_ucsdet_set_text(
    UCharsetDetector *detector, const char *bytes, int32_t length, UErrorCode *status) {
    ucsdet_setText(detector, bytes, length, status);
}

static inline const UCharsetMatch **fagui_ucsdet_detect_all(
    UCharsetDetector *detector, int32_t *count, UErrorCode *status) {
    return ucsdet_detectAll(detector, count, status);
}

static inline const char *fagui_ucsdet_name(const UCharsetMatch *match, UErrorCode *status) {
    return ucsdet_getName(match, status);
}

static inline int32_t fagui_ucsdet_confidence(const UCharsetMatch *match, UErrorCode *status) {
    return ucsdet_getConfidence(match, status);
}

// Normalisation.

static inline const UNormalizer2 *fagui_unorm2_nfkc_casefold(UErrorCode *status) {
    return unorm2_getNFKCCasefoldInstance(status);
}

static inline int32_t fagui_unorm2_normalize(
    const UNormalizer2 *normalizer, const UChar *source, int32_t length, UChar *target, int32_t capacity,
    UErrorCode *status) {
    return unorm2_normalize(normalizer, source, length, target, capacity, status);
}

static inline UBool fagui_unorm2_has_boundary_before(const UNormalizer2 *normalizer, UChar32 c) {
    return unorm2_hasBoundaryBefore(normalizer, c);
}

// Word breaks.

static inline UBreakIterator *fagui_ubrk_open_words(const char *locale, UErrorCode *status) {
    return ubrk_open(UBRK_WORD, locale, NULL, 0, status);
}

static inline void fagui_ubrk_close(UBreakIterator *breaker) { ubrk_close(breaker); }

static inline void fagui_ubrk_set_text(
    UBreakIterator *breaker, const UChar *text, int32_t length, UErrorCode *status) {
    ubrk_setText(breaker, text, length, status);
}

static inline int32_t fagui_ubrk_first(UBreakIterator *breaker) { return ubrk_first(breaker); }

static inline int32_t fagui_ubrk_next(UBreakIterator *breaker) { return ubrk_next(breaker); }

static inline int32_t fagui_ubrk_rule_status(UBreakIterator *breaker) { return ubrk_getRuleStatus(breaker); }

#endif
