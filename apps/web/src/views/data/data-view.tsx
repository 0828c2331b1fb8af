import { texts } from '../../texts';

export function DataView() {
  return <h1>{texts.data.title}</h1>;
}
