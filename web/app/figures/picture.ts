/** Twice as fine as on the screen, for print. */
const FINENESS = 2

/** A drawn chart as a picture of its own, on the ground that it had on the page. */
export const svgOf = (drawn: SVGSVGElement): string => {
  const { width, height } = drawn.getBoundingClientRect()
  const style = getComputedStyle(document.documentElement)
  const copy = document.importNode(drawn, true)
  copy.setAttribute('width', String(Math.round(width)))
  copy.setAttribute('height', String(Math.round(height)))
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', style.getPropertyValue('--sheet').trim())
  copy.prepend(ground)
  return new XMLSerializer().serializeToString(copy)
}

/** The same in pixels. @throws Error when the browser cannot paint it */
export const pngOf = async (drawn: SVGSVGElement): Promise<Blob> => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(drawn))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * FINENESS
  canvas.height = image.naturalHeight * FINENESS
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture of the chart'))))
  })
}
