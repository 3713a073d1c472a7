/** Swagger UI has a dark scheme that follows a class of the page instead of the browser's wish.
 *  @returns what ends that */
export const followColourScheme = (): (() => void) => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const { classList } = document.documentElement
  const apply = () => classList.toggle('dark-mode', dark.matches)
  dark.addEventListener('change', apply)
  apply()
  return () => {
    dark.removeEventListener('change', apply)
    classList.remove('dark-mode')
  }
}
