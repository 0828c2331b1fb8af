/** Base64 of the format in src/pack.ts; made by scripts/build.ts. */
declare const base64: string;
export default base64;
