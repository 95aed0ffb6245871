/* Texts of the error codes, and the check of class labels. */
#include "mdrt.h"

const char *mdrt_strerror(int rc)
{
    static const char *const text[] = {
        [MDRT_EOK] = "no error",
        [MDRT_ESIZE] = "a size is negative or too large",
        [MDRT_EPOSDEF] = "a matrix is not positive definite",
        [MDRT_ESINGULAR] = "a matrix is singular",
        [MDRT_EDET] = "a determinant is not positive where its logarithm is wanted",
        [MDRT_ELABEL] = "a class label is out of range",
        [MDRT_EEMPTY] = "a maximum or minimum of no elements",
        [MDRT_ECONVERGE] = "an eigenvalue or singular value computation did not converge",
        [MDRT_ERANGE] = "a slice is out of range",
    };
    const int code = MDRT_CODE(rc);

    if (rc < 0 || code >= (int)(sizeof text / sizeof text[0])) {
        return "unknown error";
    }
    return text[code];
}

int mdrt_labels_check(int64_t n, const int32_t *y, int64_t K)
{
    for (int64_t i = 0; i < n; i++) {
        if (y[i] < 0 || y[i] >= K) {
            return MDRT_ELABEL;
        }
    }
    return MDRT_EOK;
}
