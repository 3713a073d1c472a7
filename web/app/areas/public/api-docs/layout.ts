/** What the page uses of Swagger UI's documented plugin interface.
 *  https://github.com/swagger-api/swagger-ui/tree/master/docs/customization */
interface SwaggerSystem {
  readonly React: {
    createElement(type: unknown, props?: object | null, ...children: unknown[]): unknown
  }
}

interface LayoutProps {
  getComponent(name: string, container?: true): unknown
  readonly specSelectors: {
    specStr(): string
    loadingStatus(): string | undefined
    info(): { get(key: string): unknown }
  }
}

interface LayoutTexts {
  readonly loading: string
  readonly failed: string
  readonly overview: string
  readonly operations: string
}

/** A plugin with the layout `PageLayout`: that of the library without the parts that the page has already (main
 *  landmark, title) or has no use for (a choice between one server), and with headings in order. The operations'
 *  names are no links: each lies inside the button that opens it, and opening it sets the address. */
export const pageLayout =
  (texts: LayoutTexts, language: string) =>
  ({ React: { createElement: element } }: SwaggerSystem) => {
    const frame = (...children: unknown[]): unknown =>
      element('div', { className: 'swagger-ui' }, ...children)
    const heading = (text: string): unknown => element('h2', { lang: language }, text)
    const PageLayout = ({ getComponent, specSelectors }: LayoutProps): unknown => {
      const part = (name: string): unknown => element(getComponent(name, true))
      const status = specSelectors.loadingStatus()
      if (status?.startsWith('failed')) {
        return frame(element('p', { className: 'failed', lang: language, role: 'alert' }, texts.failed))
      }
      if (!specSelectors.specStr()) {
        return frame(element('p', { lang: language, role: 'status' }, texts.loading))
      }
      return frame(
        element(getComponent('SvgAssets')),
        part('errors'),
        heading(texts.overview),
        element(getComponent('Markdown', true), { source: specSelectors.info().get('description') }),
        element('div', { className: 'sign-in' }, part('AuthorizeBtnContainer')),
        heading(texts.operations),
        part('operations'),
        part('Models'),
      )
    }
    const DeepLink = ({ text }: { readonly text: string }): unknown => element('span', null, text)
    return { components: { PageLayout, DeepLink } }
  }
