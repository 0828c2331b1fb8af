/** Imports an optional peer dependency, or says what to install. */
async function optional<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(
      `cannot load ${name}: generating faces needs it (npm install facesjs@5.0.3 @resvg/resvg-js @dicebear/core @dicebear/open-peeps)`,
      { cause },
    );
  }
}

export const loadFacesjs = () => optional('facesjs', () => import('facesjs'));
export const loadResvg = () => optional('@resvg/resvg-js', () => import('@resvg/resvg-js'));
export const loadDicebear = () => optional('@dicebear/core', () => import('@dicebear/core'));
export const loadOpenPeeps = () => optional('@dicebear/open-peeps', () => import('@dicebear/open-peeps'));

export type Facesjs = Awaited<ReturnType<typeof loadFacesjs>>;
export type Resvg = Awaited<ReturnType<typeof loadResvg>>;
export type Dicebear = Awaited<ReturnType<typeof loadDicebear>>;
export type OpenPeeps = Awaited<ReturnType<typeof loadOpenPeeps>>;
