/** 0.8123 is 81.2 %. */
export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Seconds as people read them: 9 s, 1:05 min, 2:03 h. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  if (minutes >= 60) return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
}

/** A name that every file system takes. */
export function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'run'
  );
}
