#include "CMarkup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

enum { ATTRIBUTE_LIMIT = 64 };

// One parse.
typedef struct {
    const FaguiMarkupHandler *handler;
    void *context;
    xmlParserCtxtPtr parser;
    int is_stopped;
    const char *refusal;
} Run;

static void stop(Run *run) {
    run->is_stopped = 1;
    xmlStopParser(run->parser);
}

static void take_text(void *data, const xmlChar *text, int length) {
    Run *run = data;
    if (run->is_stopped || length <= 0) return;
    if (run->handler->text(run->context, (const char *)text, (size_t)length)) stop(run);
}

static void open_html(void *data, const xmlChar *name, const xmlChar **pairs) {
    Run *run = data;
    if (run->is_stopped) return;
    FaguiAttribute attributes[ATTRIBUTE_LIMIT];
    size_t count = 0;
    for (; pairs && pairs[0] && count < ATTRIBUTE_LIMIT; pairs += 2) {
        const char *value = pairs[1] ? (const char *)pairs[1] : "";
        attributes[count++] = (FaguiAttribute){(const char *)pairs[0], value, strlen(value)};
    }
    if (run->handler->open(run->context, (const char *)name, attributes, count)) stop(run);
}

static void close_html(void *data, const xmlChar *name) {
    Run *run = data;
    if (run->is_stopped) return;
    if (run->handler->close(run->context, (const char *)name)) stop(run);
}

static void open_xml(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
    const xmlChar **declared, int attribute_count, int defaulted, const xmlChar **given) {
    (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
    Run *run = data;
    if (run->is_stopped) return;
    FaguiAttribute attributes[ATTRIBUTE_LIMIT];
    size_t count = 0;
    for (int index = 0; index < attribute_count && count < ATTRIBUTE_LIMIT; index++, given += 5) {
        attributes[count++] =
            (FaguiAttribute){(const char *)given[0], (const char *)given[3], (size_t)(given[4] - given[3])};
    }
    if (run->handler->open(run->context, (const char *)name, attributes, count)) stop(run);
}

static void close_xml(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    close_html(data, name);
}

// Entities are declared in a document type alone: without one there is nothing to expand and nothing to fetch.
static void refuse_document_type(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name, (void)external, (void)system;
    Run *run = data;
    run->refusal = "it declares a document type, which may hold entities";
    stop(run);
}

static pthread_once_t is_initialized = PTHREAD_ONCE_INIT;

// Before several threads parse.
static void initialize(void) { xmlInitParser(); }

static int explain(Run *run, FaguiMarkupFault *fault, int is_whole) {
    fault->line = 0;
    fault->reason[0] = 0;
    if (run->is_stopped && !run->refusal) return 1;
    if (is_whole && !run->refusal) return 0;
    const xmlError *error = xmlCtxtGetLastError(run->parser);
    const char *reason = run->refusal ? run->refusal : error && error->message ? error->message : "not read to its end";
    if (!run->refusal && error) fault->line = error->line;
    strncpy(fault->reason, reason, sizeof fault->reason - 1);
    fault->reason[sizeof fault->reason - 1] = 0;
    return 1;
}

int fagui_parse_html(
    const char *bytes, size_t length, const FaguiMarkupHandler *handler, void *context, FaguiMarkupFault *fault) {
    pthread_once(&is_initialized, initialize);
    Run run = {handler, context, length > INT_MAX ? NULL : htmlNewParserCtxt(), 0, NULL};
    if (!run.parser) {
        strcpy(fault->reason, length > INT_MAX ? "larger than 2 GB" : "no memory");
        return 1;
    }
    xmlSAXHandler sax = {0};
    sax.startElement = open_html;
    sax.endElement = close_html;
    sax.characters = take_text;
    sax.ignorableWhitespace = take_text;
    sax.cdataBlock = take_text;
    *run.parser->sax = sax;
    run.parser->userData = &run;
    xmlDocPtr document = htmlCtxtReadMemory(
        run.parser, bytes, (int)length, NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    if (document) xmlFreeDoc(document);
    int result = explain(&run, fault, !run.parser->disableSAX);
    if (run.parser->myDoc) xmlFreeDoc(run.parser->myDoc);
    run.parser->myDoc = NULL;
    htmlFreeParserCtxt(run.parser);
    return result;
}

int fagui_parse_xml(
    const char *bytes, size_t length, const FaguiMarkupHandler *handler, void *context, FaguiMarkupFault *fault) {
    pthread_once(&is_initialized, initialize);
    Run run = {handler, context, length > INT_MAX ? NULL : xmlNewParserCtxt(), 0, NULL};
    if (!run.parser) {
        strcpy(fault->reason, length > INT_MAX ? "larger than 2 GB" : "no memory");
        return 1;
    }
    xmlSAXHandler sax = {0};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = open_xml;
    sax.endElementNs = close_xml;
    sax.characters = take_text;
    sax.ignorableWhitespace = take_text;
    sax.cdataBlock = take_text;
    sax.internalSubset = refuse_document_type;
    *run.parser->sax = sax;
    run.parser->userData = &run;
    // Without XML_PARSE_HUGE, libxml2 keeps its limits of depth and of lengths.
    xmlDocPtr document = xmlCtxtReadMemory(
        run.parser, bytes, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (document) xmlFreeDoc(document);
    int result = explain(&run, fault, run.parser->wellFormed);
    if (run.parser->myDoc) xmlFreeDoc(run.parser->myDoc);
    run.parser->myDoc = NULL;
    xmlFreeParserCtxt(run.parser);
    return result;
}
