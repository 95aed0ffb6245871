/* Products of matrices in the run-time library against loop nests: all transpositions,
 * strides wider than rows, coefficients 0, empty sizes, NaN and infinity. */
#include "runtime_check.h"
#include "skinny.h"

/* Elements between the rows of test matrices. */
enum { PAD = 3 };

#define BODY "runtime_products.inc"
#include "both.h"

int main(void)
{
    static const struct check_test tests[] = {
        {"gemv_like_a_loop", gemv_like_a_loop_d},
        {"gemv_like_a_loop, float", gemv_like_a_loop_s},
        {"ger_like_a_loop", ger_like_a_loop_d},
        {"ger_like_a_loop, float", ger_like_a_loop_s},
        {"gemm_like_a_loop", gemm_like_a_loop_d},
        {"gemm_like_a_loop, float", gemm_like_a_loop_s},
        {"gemm_of_long_sums", gemm_of_long_sums_d},
        {"gemm_of_long_sums, float", gemm_of_long_sums_s},
        {"gemm_block_like_a_loop", gemm_block_like_a_loop_d},
        {"gemm_block_like_a_loop, float", gemm_block_like_a_loop_s},
        {"bits_of_gemm_block_do_not_depend_on_the_place",
         bits_of_gemm_block_do_not_depend_on_the_place_d},
        {"bits_of_gemm_block_do_not_depend_on_the_place, float",
         bits_of_gemm_block_do_not_depend_on_the_place_s},
        {"gemmt_like_a_loop", gemmt_like_a_loop_d},
        {"gemmt_like_a_loop, float", gemmt_like_a_loop_s},
        {"syrk_fills_both_triangles", syrk_fills_both_triangles_d},
        {"syrk_fills_both_triangles, float", syrk_fills_both_triangles_s},
        {"no_coefficient_hides_nan", no_coefficient_hides_nan_d},
        {"no_coefficient_hides_nan, float", no_coefficient_hides_nan_s},
        {"batch_with_shared_factor", batch_with_shared_factor_d},
        {"batch_with_shared_factor, float", batch_with_shared_factor_s},
        {"transposes_any_shape", transposes_any_shape_d},
        {"transposes_any_shape, float", transposes_any_shape_s},
        {NULL, NULL},
    };

    return check_main("run-time library: products", tests);
}
