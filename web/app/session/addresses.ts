import { authorityRoutes } from '#governance/contract/authorities'
import { powerRoutes } from '#governance/contract/powers'
import { addressesOf } from '#kernel/client'

/** What the frame of a signed-in person calls. */
export const addresses = {
  governance: addressesOf({
    name: 'governance',
    routes: { me: powerRoutes.me, getAuthority: authorityRoutes.getAuthority },
  }),
}
