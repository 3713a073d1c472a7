const FORMULA = /^[=+@\t\r]|^-(?!\d)/

/** Whether a spreadsheet would take a text for a formula (OWASP, CSV injection). A negative number is none. */
export const beginsFormula = (text: string): boolean => FORMULA.test(text)
