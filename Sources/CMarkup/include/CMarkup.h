// Functions over libxml2's parsers of HTML and XML that show none of its types.
//
// Both call back for every element and text and build no tree, so that a page that is nested without end takes no memory.
// Nothing is ever fetched, no entity is expanded but the predefined ones and HTML's, and XML with a document type is
// refused.
#ifndef FAGUI_CMARKUP_H
#define FAGUI_CMARKUP_H

#include <stddef.h>

/// An attribute of an element, without its prefix. The value does not end with a zero.
typedef struct {
    const char *name;
    const char *value;
    size_t length;
} FaguiAttribute;

/// What is called while a document is read. Each returns 0 to go on, anything else to stop.
typedef struct {
    /// An element begins; its name is without prefix.
    int (*open)(void *context, const char *name, const FaguiAttribute *attributes, size_t count);
    /// An element ends.
    int (*close)(void *context, const char *name);
    /// Text as UTF-8, whole characters.
    int (*text)(void *context, const char *bytes, size_t length);
} FaguiMarkupHandler;

/// Why a document could not be read to its end.
typedef struct {
    /// From 1.
    int line;
    /// In libxml2's words; empty where there is no reason.
    char reason[200];
} FaguiMarkupFault;

/// Reads HTML in UTF-8, as well as it can be: 0, or 1 where it was not read to its end.
int fagui_parse_html(
    const char *bytes, size_t length, const FaguiMarkupHandler *handler, void *context, FaguiMarkupFault *fault);

/// Reads XML: 0, or 1 where it is not well-formed or has a document type.
int fagui_parse_xml(
    const char *bytes, size_t length, const FaguiMarkupHandler *handler, void *context, FaguiMarkupFault *fault);

#endif
