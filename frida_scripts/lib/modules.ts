// Modules: the functions that one has by its exports or symbols, and what its code and memory hold.

/** The exports of each module that was asked for. */
const exported = new Map<string, Map<string, NativePointer>>();
const LIBC = /^(libc[.-]|libsystem_(c|kernel|info)\.|libSystem|ld-musl|libc\.musl)/;
const CRYPTO = /^lib(crypto|boringssl)/;

/** The functions of a module by name, and those of the modules that it is linked with. */
export class Library {
  readonly name: string;
  private readonly made = new Map<string, NativeFunction<any, any>>();

  constructor(
    readonly module: Module,
    /** Its functions, by its exports or its symbols. */
    readonly table: Map<string, NativePointer>,
  ) {
    this.name = module.name;
  }

  /** Give the address of a function of this module itself. */
  own(name: string): NativePointer | null {
    return this.table.get(name) ?? null;
  }

  /** Give the address of a function of this module or of one that it is linked with. */
  find(name: string): NativePointer | null {
    return this.table.get(name) ?? linked(this.module, name);
  }

  /**
   * Make a function callable, or give null where it is not there. Without `blocks` it runs with JavaScript locked, so that the buffers
   * that several calls share stay whole; what may wait, or call back into a hooked function, must say so.
   */
  call(name: string, result: NativeFunctionReturnType, types: NativeFunctionArgumentType[], blocks = false): NativeFunction<any, any> | null {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const address = this.find(name);
    if (address === null) return null;
    const made = new NativeFunction(address, result, types, { scheduling: blocks ? "cooperative" : "exclusive", exceptions: "propagate" });
    this.made.set(name, made as NativeFunction<any, any>);
    return made as NativeFunction<any, any>;
  }
}

/**
 * Give what a module exports, without the dynamic linker: `findExportByName` also finds what other modules export, and asking the linker
 * while it is loading a module ends the process.
 */
export function exportsOf(module: Module): Map<string, NativePointer> {
  const key = keyOf(module);
  let table = exported.get(key);
  if (table === undefined) {
    table = new Map();
    for (const each of module.enumerateExports()) if (each.type === "function") table.set(each.name, each.address);
    exported.set(key, table);
  }
  return table;
}

/** Give the functions that a module has by its symbols; undefined ones, which it only calls, have no address. */
export function symbolsOf(module: Module, wanted: RegExp): Map<string, NativePointer> {
  const table = new Map<string, NativePointer>();
  for (const each of module.enumerateSymbols()) if (!each.address.isNull() && wanted.test(each.name)) table.set(each.name, each.address);
  return table;
}

/** Say whether a module's read-only memory holds a text. */
export function holds(module: Module, wanted: string): boolean {
  const pattern = [...wanted].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
  return found(module, pattern, false).length > 0;
}

/** Give the addresses at which a module's code (or its other memory) matches a pattern. */
export function found(module: Module, pattern: string, code = true): NativePointer[] {
  const hits: NativePointer[] = [];
  for (const range of rangesOf(module, code ? "r-x" : "r--")) {
    if (range.protection.includes("x") !== code && range.protection.includes("w")) continue;
    try {
      for (const hit of Memory.scanSync(range.base, range.size, pattern)) hits.push(hit.address);
    } catch {
      // a range that went away or cannot be read in full
    }
  }
  return hits;
}

/** A module inside an APK, or opened by a path with dots in it, is mapped under another name: then its addresses say what is its. */
function rangesOf(module: Module, protection: PageProtection): RangeDetails[] {
  const ranges = module.enumerateRanges(protection);
  if (ranges.length > 0) return ranges;
  const end = module.base.add(module.size);
  return Process.enumerateRanges(protection).filter((range) => range.base.compare(module.base) >= 0 && range.base.compare(end) < 0);
}

/** Find a function in the C library, or, where the process has none of its own, anywhere. */
export function system(name: string): NativePointer | null {
  for (const module of Process.enumerateModules()) {
    if (!LIBC.test(module.name)) continue;
    const address = exportsOf(module).get(name);
    if (address !== undefined) return address;
  }
  return Module.findGlobalExportByName(name);
}

/** Forget what a module exports that went away: another may come to its place. */
export function forgetExports(module: Module): void {
  exported.delete(keyOf(module));
}

/** Give what tells a module from every other. */
export function keyOf(module: Module): string {
  return `${module.path}@${module.base}`;
}

function linked(module: Module, name: string): NativePointer | null {
  const needed = module.enumerateDependencies().map((each) => each.name.replace(/^.*\//, ""));
  for (const each of Process.enumerateModules()) {
    if (!needed.includes(each.name) && !needed.some((dependency) => each.path.endsWith(`/${dependency}`))) continue;
    const address = exportsOf(each).get(name);
    if (address !== undefined) return address;
  }
  // A library that the linker knows by another name than its file's.
  for (const each of Process.enumerateModules()) {
    if (!CRYPTO.test(each.name)) continue;
    const address = exportsOf(each).get(name);
    if (address !== undefined) return address;
  }
  return null;
}
