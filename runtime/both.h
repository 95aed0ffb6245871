/* Includes the file that BODY names twice, for double and for float. Inside of it,
 *   REAL            the number type
 *   FN(name)        a function of mdrt.h or of this library: mdrt_name, mdrt_namef
 *   LOCAL(name)     a static function: name_d, name_s
 *   CBLAS(name)     cblas_dname, cblas_sname
 *   LAPACK(name)    LAPACKE_dname_work, LAPACKE_sname_work
 *   REAL_EPSILON    the distance from 1 to the next number
 * It has no include guard: each translation unit that needs both types includes it once. */
#include "internal.h"

#define REAL double
#define FN(name) mdrt_##name
#define LOCAL(name) name##_d
#define CBLAS(name) cblas_d##name
#define LAPACK(name) LAPACKE_d##name##_work
#define REAL_EPSILON DBL_EPSILON
#include BODY
#undef REAL
#undef FN
#undef LOCAL
#undef CBLAS
#undef LAPACK
#undef REAL_EPSILON

#define REAL float
#define FN(name) mdrt_##name##f
#define LOCAL(name) name##_s
#define CBLAS(name) cblas_s##name
#define LAPACK(name) LAPACKE_s##name##_work
#define REAL_EPSILON FLT_EPSILON
#include BODY
#undef REAL
#undef FN
#undef LOCAL
#undef CBLAS
#undef LAPACK
#undef REAL_EPSILON
