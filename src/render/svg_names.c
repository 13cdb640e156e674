#include "render/svg_names.h"

#include <stdlib.h>

/* Both lists are sorted bytewise: they are searched by halves. */
static const char *const elements[] = {
    "circle",         "clipPath",        "defs",           "desc",         "ellipse",          "feBlend",
    "feColorMatrix",  "feComponentTransfer", "feComposite", "feDropShadow", "feFlood",          "feFuncA",
    "feFuncB",        "feFuncG",         "feFuncR",        "feGaussianBlur", "feMerge",        "feMergeNode",
    "feMorphology",   "feOffset",        "filter",         "g",            "image",            "line",
    "linearGradient", "marker",          "mask",           "path",         "pattern",          "polygon",
    "polyline",       "radialGradient",  "rect",           "stop",         "style",            "svg",
    "switch",         "symbol",          "text",           "textPath",     "title",            "tspan",
    "use",            "view",
};

static const char *const attributes[] = {
    "alignment-baseline", "amplitude", "baseProfile", "baseline-shift", "class", "clip", "clip-path", "clip-rule",
    "clipPathUnits", "color", "color-interpolation", "color-interpolation-filters", "color-rendering", "cx", "cy", "d",
    "direction", "display", "dominant-baseline", "dx", "dy", "enable-background", "exponent", "fill", "fill-opacity",
    "fill-rule", "filter", "filterUnits", "flood-color", "flood-opacity", "focusable", "font-family", "font-size",
    "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-weight", "fr", "fx", "fy",
    "gradientTransform", "gradientUnits", "height", "href", "id", "image-rendering", "in", "in2", "intercept", "k1", "k2",
    "k3", "k4", "lang", "lengthAdjust", "letter-spacing", "lighting-color", "marker-end", "marker-mid", "marker-start",
    "markerHeight", "markerUnits", "markerWidth", "mask", "mask-type", "maskContentUnits", "maskUnits", "media", "mix-blend-mode",
    "mode", "offset", "opacity", "operator", "orient", "overflow", "paint-order", "pathLength", "patternContentUnits",
    "patternTransform", "patternUnits", "points", "preserveAspectRatio", "primitiveUnits", "r", "radius", "refX", "refY",
    "requiredFeatures", "result", "role", "rotate", "rx", "ry", "shape-rendering", "slope", "spreadMethod", "startOffset",
    "stdDeviation", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "style", "systemLanguage", "tableValues",
    "text-anchor", "text-decoration", "text-rendering", "textLength", "transform", "transform-origin", "type",
    "unicode-bidi", "values", "vector-effect", "version", "viewBox", "visibility", "width", "word-spacing", "writing-mode",
    "x", "x1", "x2", "xlink:href", "xlink:title", "xlink:type", "xml:lang", "xml:space", "xmlns", "y", "y1", "y2", "z",
};

static int by_name(const void *name, const void *row)
{
    const struct str *s = name;
    return str_cmp(*s, str_of(*(const char *const *)row));
}

bool svg_element_known(struct str name)
{
    return bsearch(&name, elements, sizeof elements / sizeof *elements, sizeof *elements, by_name) != NULL;
}

/* Names under xmlns: only name a prefix, and no name with one is on the lists but those written out. */
bool svg_attribute_known(struct str name)
{
    return str_starts(name, STR("aria-")) || str_starts(name, STR("data-")) || str_starts(name, STR("xmlns:")) ||
           bsearch(&name, attributes, sizeof attributes / sizeof *attributes, sizeof *attributes, by_name) != NULL;
}
