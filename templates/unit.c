/* Made by mdgen @version@ from @spec@. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
@formulas@ */
#include "mdrt.h"
#if MDRT_ABI != @abi@
#error "this file was generated from @spec@ for interface @abi@ of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

@prototypes@
@functions@
#ifdef __cplusplus
}
#endif
