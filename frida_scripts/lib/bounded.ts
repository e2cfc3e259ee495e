// A map that forgets its oldest entry when it is full: what an agent remembers of an app may not grow with the app's life.

const MOST = 4096;

export class Bounded<V> {
  private readonly held = new Map<string, V>();

  get(key: string | NativePointer): V | undefined {
    return this.held.get(String(key));
  }

  set(key: string | NativePointer, value: V): void {
    if (this.held.size >= MOST) this.held.delete(this.held.keys().next().value!);
    this.held.set(String(key), value);
  }

  delete(key: string | NativePointer): void {
    this.held.delete(String(key));
  }
}
