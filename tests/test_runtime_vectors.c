/* Vectors, rows, scans, sizes and errors of the run-time library against plain loops. */
#include "runtime_check.h"
#define BODY "runtime_vectors.inc"
#include "both.h"
#include <string.h>

static void saturates_counts_of_bytes(void)
{
    CU_ASSERT_EQUAL(mdrt_add(SIZE_MAX, 1), SIZE_MAX);
    CU_ASSERT_EQUAL(mdrt_add(2, 3), 5);
    CU_ASSERT_EQUAL(mdrt_mul(SIZE_MAX, 0), 0);
    CU_ASSERT_EQUAL(mdrt_mul(SIZE_MAX / 2, 3), SIZE_MAX);
    CU_ASSERT_EQUAL(mdrt_bytes(-1, 8), SIZE_MAX);
    CU_ASSERT_EQUAL(mdrt_bytes(-5, 1), SIZE_MAX);
    CU_ASSERT_EQUAL(mdrt_bytes(INT64_MAX, 8), SIZE_MAX);
    CU_ASSERT_EQUAL(mdrt_bytes(INT64_MIN, 8), SIZE_MAX);
    CU_ASSERT_EQUAL(mdrt_bytes(5, 8), 40);
}

static void overflow_of_sizes_sticks(void)
{
    CU_ASSERT_EQUAL(mdrt_imul(-3, 4), -12);
    CU_ASSERT_EQUAL(mdrt_imul(INT64_MAX, -1), -INT64_MAX);
    CU_ASSERT_EQUAL(mdrt_imul(INT64_MAX, 2), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_imul(-((int64_t)1 << 40), (int64_t)1 << 40), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_imul(0, INT64_MIN), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_imul(0, INT64_MAX), 0);
    CU_ASSERT_EQUAL(mdrt_iadd(INT64_MAX, 1), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_iadd(-INT64_MAX, -1), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_iadd(-INT64_MAX, -9), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_iadd(INT64_MIN, 7), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_iadd(7, -9), -2);
    CU_ASSERT_EQUAL(mdrt_imax(7, -9), 7);
    CU_ASSERT_EQUAL(mdrt_imax(7, 9), 9);
    CU_ASSERT_EQUAL(mdrt_imax(7, INT64_MIN), INT64_MIN);
    CU_ASSERT_EQUAL(mdrt_imax(INT64_MIN, 7), INT64_MIN);
}

static void packs_code_and_line(void)
{
    const int rc = MDRT_ERROR(MDRT_EPOSDEF, 1234);

    CU_ASSERT_EQUAL(MDRT_CODE(rc), MDRT_EPOSDEF);
    CU_ASSERT_EQUAL(MDRT_LINE(rc), 1234);
    CU_ASSERT_EQUAL(MDRT_LINE(MDRT_ESIZE), 0);
    CU_ASSERT(MDRT_ERROR(MDRT_ERANGE, INT32_MAX) > 0);
    CU_ASSERT_STRING_EQUAL(mdrt_strerror(rc), mdrt_strerror(MDRT_EPOSDEF));
    for (int code = -1; code < 16; code++) {
        CU_ASSERT(strlen(mdrt_strerror(code)) > 0);
    }
    CU_ASSERT_STRING_EQUAL(mdrt_strerror(MDRT_EPOSDEF - 16), mdrt_strerror(15));
}

static void checks_labels(void)
{
    const int32_t y[] = {0, 2, 1, 3}, negative[] = {0, -1};

    CU_ASSERT_EQUAL(mdrt_labels_check(2, negative, 3), MDRT_ELABEL);
    CU_ASSERT_EQUAL(mdrt_labels_check(4, y, 4), MDRT_EOK);
    CU_ASSERT_EQUAL(mdrt_labels_check(4, y, 3), MDRT_ELABEL);
    CU_ASSERT_EQUAL(mdrt_labels_check(3, y, 3), MDRT_EOK);
    CU_ASSERT_EQUAL(mdrt_labels_check(0, NULL, 0), MDRT_EOK);
}

/* Parts follow each other from the first row to the last, each of whole blocks. */
static void cuts_rows_into_parts(void)
{
    static const int64_t size[] = {0, 1, 7, 31, 32, 33, 500, 2048, 8000, 20011, 1000000};
    static const int64_t width[] = {0, 1, 13, 100, 5000, 1000000};

    for (size_t t = 0; t < sizeof size / sizeof *size; t++) {
        for (size_t w = 0; w < sizeof width / sizeof *width; w++) {
            for (size_t k = 0; k < sizeof width / sizeof *width; k++) {
                const int64_t n = size[t], kept = width[k];
                const int64_t block = mdrt_block_rows(n, width[w], kept);
                const int64_t parts = mdrt_parts(n, block, kept);

                CU_ASSERT(block >= 1 && block <= 2048 && (block <= n || n == 0));
                CU_ASSERT(block == n || block % 8 == 0 || n == 0);
                CU_ASSERT(parts == 1 || (parts == 8 && n > 4 * block && n > kept / 64));
                CU_ASSERT_EQUAL(mdrt_part_begin(n, block, parts, 0), 0);
                CU_ASSERT_EQUAL(mdrt_part_begin(n, block, parts, parts), n);
                for (int64_t p = 0; p < parts; p++) {
                    const int64_t from = mdrt_part_begin(n, block, parts, p);

                    CU_ASSERT(from % block == 0 || from == n);
                    CU_ASSERT(from <= mdrt_part_begin(n, block, parts, p + 1));
                }
            }
        }
    }
    CU_ASSERT_EQUAL(mdrt_block_rows(1000000, 1, 0), 2048);
    CU_ASSERT_EQUAL(mdrt_block_rows(1000000, 1000, 0), 32);
    CU_ASSERT_EQUAL(mdrt_parts(1000000, 2048, 10), 8);
}

int main(void)
{
    static const struct check_test tests[] = {
        {"cuts_rows_into_parts", cuts_rows_into_parts},
        {"saturates_counts_of_bytes", saturates_counts_of_bytes},
        {"overflow_of_sizes_sticks", overflow_of_sizes_sticks},
        {"packs_code_and_line", packs_code_and_line},
        {"checks_labels", checks_labels},
        {"reduces_like_a_loop", reduces_like_a_loop_d},
        {"reduces_like_a_loop, float", reduces_like_a_loop_s},
        {"updates_like_a_loop", updates_like_a_loop_d},
        {"updates_like_a_loop, float", updates_like_a_loop_s},
        {"keeps_nan_at_any_place", keeps_nan_at_any_place_d},
        {"keeps_nan_at_any_place, float", keeps_nan_at_any_place_s},
        {"norm_neither_overflows_nor_underflows", norm_neither_overflows_nor_underflows_d},
        {"norm_neither_overflows, float", norm_neither_overflows_nor_underflows_s},
        {"sums_do_not_depend_on_alignment", sums_do_not_depend_on_alignment_d},
        {"sums_do_not_depend_on_alignment, float", sums_do_not_depend_on_alignment_s},
        {"softmax_of_any_shape", softmax_of_any_shape_d},
        {"softmax_of_any_shape, float", softmax_of_any_shape_s},
        {"log_sum_exp_at_infinity", log_sum_exp_at_infinity_d},
        {"log_sum_exp_at_infinity, float", log_sum_exp_at_infinity_s},
        {"rows_are_shifted_each_by_itself", rows_are_shifted_each_by_itself_d},
        {"rows_are_shifted_each_by_itself, float", rows_are_shifted_each_by_itself_s},
        {"running_sums", running_sums_d},
        {"running_sums, float", running_sums_s},
        {"reciprocals_are_divisions", reciprocals_are_divisions_d},
        {"reciprocals_are_divisions, float", reciprocals_are_divisions_s},
        {"products_without_one", products_without_one_d},
        {"products_without_one, float", products_without_one_s},
        {NULL, NULL},
    };

    return check_main("run-time library: vectors", tests);
}
