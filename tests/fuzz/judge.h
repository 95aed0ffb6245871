/* Private to the calls of generated functions: what was called, with what, and the
 * judgement. */
#ifndef JUDGE_H
#define JUDGE_H

#include "fuzz.h"

/* The dot-product test: <w, J v> from a jvp, <J'w, v> from a vjp or gradient. */
struct pairing {
    bool forward, backward;
    double jv, jtw;
};

struct judge {
    const struct spec *s;
    const struct expect *x;
    const struct function *f;
    char *why;
    size_t n;
    struct pairing *pair;
};

/* Elements of input w of wrt. */
int slot_count(const struct spec *s, int w);
/* Element i of an array of the spec's number type. */
double get_real(const struct spec *s, const void *from, int i);
/* Is an output of the function called other than expected? Says why. */
bool outputs_wrong(const struct judge *j, void *const *arg);
/* Keep what a call gave for the dot-product test; after all calls: does it fail? */
void note_pairing(struct judge *j, void *const *arg);
bool pairing_wrong(struct judge *j);

#endif
