/** Controls to which Swagger UI gives no name that a screen reader could say, and the names they get. */
const NAMELESS: readonly (readonly [selector: string, name: (control: Element) => string])[] = [
  ['select.examples-select-element', () => 'Example'],
  [
    '[data-param-name] :is(select, input, textarea)',
    (control) => control.closest<HTMLElement>('[data-param-name]')?.dataset['paramName'] ?? 'Parameter',
  ],
  ['.body-param :is(select, textarea), .opblock-section-request-body textarea', () => 'Request body'],
  ['select.content-type', () => 'Media type'],
  ['.close-modal', () => 'Close'],
]

/** Names what stands nameless in a part of the page, now and whenever it changes.
 *  @returns what ends that */
export const nameControls = (part: Element): (() => void) => {
  const name = (): void => {
    for (const [selector, nameOf] of NAMELESS) {
      for (const control of part.querySelectorAll(`:is(${selector}):not([aria-label])`)) {
        control.setAttribute('aria-label', nameOf(control))
      }
    }
    // Its label says something else than its text: who speaks to the computer says the text.
    for (const button of part.querySelectorAll('.modal-ux .auth-btn-wrapper [aria-label]')) {
      button.removeAttribute('aria-label')
    }
    for (const table of part.querySelectorAll('table[role=region]')) table.removeAttribute('role')
  }
  const observer = new MutationObserver(name)
  observer.observe(part, { childList: true, subtree: true })
  name()
  return () => observer.disconnect()
}
