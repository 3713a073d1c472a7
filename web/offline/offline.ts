/** Keeps the portal's own files, so that a reload without a connection shows its frame, from which people reach what they
 *  typed. Pages are asked for anew each time, and only where nobody answers comes the kept one: a new version is never
 *  held up. Answers of the API are not kept: who may see them is decided with each call. */

declare const self: ServiceWorkerGlobalScope

/** Written by the build. */
declare const VERSION: string
/** The page and what every visit needs; written by the build. */
declare const FILES: readonly string[]

const PAGE = '/index.html'
const KEPT = `portal-${VERSION}`

const keep = async (): Promise<void> => {
  const kept = await caches.open(KEPT)
  await kept.addAll(FILES.map((file) => new Request(file, file === PAGE ? { cache: 'reload' } : {})))
  await self.skipWaiting()
}

const forgetOthers = async (): Promise<void> => {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name)
  await self.registration.navigationPreload.enable()
}

const page = async (request: Request, preloaded: Promise<Response | undefined>): Promise<Response> => {
  try {
    return (await preloaded) ?? (await fetch(request))
  } catch (error) {
    const kept = await caches.match(PAGE)
    if (kept === undefined) throw error
    return kept
  }
}

/** Their names tell of their content, so that what is kept is what would be answered. */
const asset = async (request: Request): Promise<Response> => {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(KEPT)).put(request, answer.clone())
  return answer
}

self.addEventListener('install', (event) => event.waitUntil(keep()))
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin || request.method !== 'GET') return
  if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
  // Only files have an extension.
  else if (request.mode === 'navigate' && !/^\/api\/|\./.test(pathname))
    event.respondWith(page(request, event.preloadResponse))
})

export {}
