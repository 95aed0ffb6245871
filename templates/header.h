/* Made by mdgen @version@ from @spec@. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
@formulas@ */
#ifndef @guard@
#define @guard@

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

@prototypes@
#ifdef __cplusplus
}
#endif

#endif
