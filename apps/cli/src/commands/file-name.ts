/** A layer's name as a part of a file's: that of a nested layer has slashes. */
export const fileName = (layer: string) => layer.replaceAll(/[^\w.@-]+/g, '-');
