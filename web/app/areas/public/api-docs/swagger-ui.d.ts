/** What the page uses of swagger-ui-dist, which has no types of its own.
 *  https://github.com/swagger-api/swagger-ui/blob/master/docs/usage/configuration.md */
declare module 'swagger-ui-dist/swagger-ui-bundle.js' {
  interface OutgoingRequest {
    headers: Record<string, string>
  }
  interface Options {
    readonly url: string
    readonly domNode: Element
    readonly requestInterceptor: (request: OutgoingRequest) => OutgoingRequest
    readonly [option: string]: unknown
  }
  const open: {
    (options: Options): unknown
    readonly presets: { readonly apis: unknown }
  }
  // biome-ignore lint/style/noDefaultExport: the library has no other one
  export default open
}
