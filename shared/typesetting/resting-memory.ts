import type { InitOutput } from '@myriaddreamin/typst-ts-web-compiler'

/** What the compiler needs of its own module: its allocator and its stack. */
type Module = Pick<
  InitOutput,
  'memory' | '__wbindgen_export' | '__wbindgen_export4' | '__wbindgen_add_to_stack_pointer'
>

/** Room for one document. It is address space, and becomes memory only as far as a document fills it: one of ten pages
 *  takes some 20 MB of it. Given at once, since each small step of growth makes the runtime collect all garbage. */
const ROOM_BYTES = 512 * 1024 * 1024

/** What the allocator notes at the beginning of the free room. */
const NOTES_BYTES = 64 * 1024

const ALIGNMENT = 8

/** Works with the compiler and then brings its memory back to what it was. The compiler remembers what it has compiled and
 *  forgets nothing (`reset` and `free` change nothing about it): 20 MB more with each document, until the process ends.
 *  So each document begins from the same memory, and there is as much of it as the biggest one took. Beyond the room,
 *  what one document takes stays taken.
 *  @param work what does not outlive it must be copied out of the module's memory, as its results are */
export const withRestingMemory = <T>(module: Module, work: () => T): T => {
  const rest = atRest(module)
  const depth = stackOf(module)
  try {
    return work()
  } finally {
    new Uint8Array(module.memory.buffer).set(rest)
    // A compiler that gave up has left its stack as it was then.
    module.__wbindgen_add_to_stack_pointer(depth - stackOf(module))
  }
}

/** A copy of all that is in use: it lies below the room. */
const atRest = ({ memory, __wbindgen_export: allocate, __wbindgen_export4: release }: Module): Uint8Array => {
  const room = allocate(ROOM_BYTES, ALIGNMENT)
  release(room, ROOM_BYTES, ALIGNMENT)
  return new Uint8Array(memory.buffer, 0, room + NOTES_BYTES).slice()
}

const stackOf = (module: Module): number => module.__wbindgen_add_to_stack_pointer(0)
