/* Coverage-guided fuzzing of the pipeline: the bytes are the decisions of the grower of
 * tests/fuzz, so that every spec is well-typed; it is derived, planned and written in every
 * form. A derivative that --check finds wrong is a finding too.
 * With PRINT set, the spec of an input is shown: fuzz_pipeline FILE repeats a finding. */
#define _POSIX_C_SOURCE 200809L
#include "fuzz.h"
#include "run.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *spec_text(const uint8_t *data, size_t size, size_t *length)
{
    struct spec *s = malloc(sizeof *s);
    struct eval *e = malloc(sizeof *e);
    char *text = NULL;
    if (s && e && grow(s, e, (struct rng){.bytes = data, .left = size})) {
        FILE *out = open_memstream(&text, length);
        if (out) {
            lua_spec(out, s, "q");
            fclose(out);
        }
    }
    free(s);
    free(e);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = 0;
    char *text = size > 1 ? spec_text(data + 1, size - 1, &length) : NULL;
    if (text && getenv("PRINT")) {
        fprintf(stderr, "%s", text);
    }
    if (text && run_spec(text, length, data[0]) != 0) {
        fprintf(stderr, "%s\nhas a wrong derivative\n", text);
        abort();
    }
    free(text);
    return 0;
}
