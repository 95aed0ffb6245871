/* Factorisations, spectra and the matrix exponential of the run-time library, by what
 * defines them: the product of factors is the matrix, and so on; and their errors. */
#include "runtime_check.h"

/* Sizes that every test runs through. */
static const int sizes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 40};
enum { SIZES = sizeof sizes / sizeof sizes[0], MAX = 40 };

#define BODY "runtime_lapack.inc"
#include "both.h"

int main(void)
{
    static const struct check_test tests[] = {
        {"cholesky_solves_and_inverts", cholesky_solves_and_inverts_d},
        {"cholesky_solves_and_inverts, float", cholesky_solves_and_inverts_s},
        {"rows_are_solved_on_one_thread", rows_are_solved_on_one_thread_d},
        {"rows_are_solved_on_one_thread, float", rows_are_solved_on_one_thread_s},
        {"cholesky_of_every_small_size", cholesky_of_every_small_size_d},
        {"cholesky_of_every_small_size, float", cholesky_of_every_small_size_s},
        {"positive_definite_systems_of_every_small_size",
         positive_definite_systems_of_every_small_size_d},
        {"positive_definite_systems_of_every_small_size, float",
         positive_definite_systems_of_every_small_size_s},
        {"cholesky_refuses_what_is_not_positive", cholesky_refuses_what_is_not_positive_d},
        {"cholesky_refuses_what_is_not_positive, float",
         cholesky_refuses_what_is_not_positive_s},
        {"lu_solves_and_inverts", lu_solves_and_inverts_d},
        {"lu_solves_and_inverts, float", lu_solves_and_inverts_s},
        {"inverses_from_singular_factors", inverses_from_singular_factors_d},
        {"inverses_from_singular_factors, float", inverses_from_singular_factors_s},
        {"lu_of_singular_and_of_nan", lu_of_singular_and_of_nan_d},
        {"lu_of_singular_and_of_nan, float", lu_of_singular_and_of_nan_s},
        {"determinant_does_not_overflow_on_the_way",
         determinant_does_not_overflow_on_the_way_d},
        {"determinant_does_not_overflow_on_the_way, float",
         determinant_does_not_overflow_on_the_way_s},
        {"logarithm_of_a_product", logarithm_of_a_product_d},
        {"logarithm_of_a_product, float", logarithm_of_a_product_s},
        {"triangular_solves", triangular_solves_d},
        {"triangular_solves, float", triangular_solves_s},
        {"triangles_with_zero_nan_and_infinity", triangles_with_zero_nan_and_infinity_d},
        {"triangles_with_zero_nan_and_infinity, float",
         triangles_with_zero_nan_and_infinity_s},
        {"triangles_with_a_tiny_diagonal", triangles_with_a_tiny_diagonal_d},
        {"triangles_with_a_tiny_diagonal, float", triangles_with_a_tiny_diagonal_s},
        {"triangular_factors_of_tall_matrices", triangular_factors_of_tall_matrices_d},
        {"triangular_factors_of_tall_matrices, float",
         triangular_factors_of_tall_matrices_s},
        {"adjugate_also_of_singular_matrices", adjugate_also_of_singular_matrices_d},
        {"adjugate_also_of_singular_matrices, float", adjugate_also_of_singular_matrices_s},
        {"adjugate_of_tiny_numbers", adjugate_of_tiny_numbers_d},
        {"adjugate_of_tiny_numbers, float", adjugate_of_tiny_numbers_s},
        {"derivatives_of_the_adjugate_of_any_rank",
         derivatives_of_the_adjugate_of_any_rank_d},
        {"derivatives_of_the_adjugate_of_any_rank, float",
         derivatives_of_the_adjugate_of_any_rank_s},
        {"eigenvectors_diagonalise", eigenvectors_diagonalise_d},
        {"eigenvectors_diagonalise, float", eigenvectors_diagonalise_s},
        {"singular_vectors_diagonalise", singular_vectors_diagonalise_d},
        {"singular_vectors_diagonalise, float", singular_vectors_diagonalise_s},
        {"exponential_against_its_series", exponential_against_its_series_d},
        {"exponential_against_its_series, float", exponential_against_its_series_s},
        {"exponential_of_large_and_nan", exponential_of_large_and_nan_d},
        {"exponential_of_large_and_nan, float", exponential_of_large_and_nan_s},
        {"frechet_derivative_is_a_block_of_an_exponential",
         frechet_derivative_is_a_block_of_an_exponential_d},
        {"frechet_derivative_is_a_block_of_an_exponential, float",
         frechet_derivative_is_a_block_of_an_exponential_s},
        {"second_frechet_derivative_is_a_block_of_an_exponential",
         second_frechet_derivative_is_a_block_of_an_exponential_d},
        {"second_frechet_derivative_is_a_block_of_an_exponential, float",
         second_frechet_derivative_is_a_block_of_an_exponential_s},
        {"sizes_that_do_not_fit_are_refused", sizes_that_do_not_fit_are_refused_d},
        {"sizes_that_do_not_fit_are_refused, float", sizes_that_do_not_fit_are_refused_s},
        {NULL, NULL},
    };

    return check_main("run-time library: factorisations", tests);
}
