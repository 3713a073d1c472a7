import { useMutation } from '@tanstack/react-query'

/** Saves a file by a signed address, which is asked for when the file is wanted. */
export const useDownload = <K>(
  addressOf: (wanted: K) => Promise<{ readonly body: { readonly url: string } }>,
) =>
  useMutation({
    mutationFn: async (wanted: K) => {
      const { body } = await addressOf(wanted)
      window.location.assign(body.url)
    },
  })
