import { texts } from '../../texts';

export function TrainView() {
  return <h1>{texts.train.title}</h1>;
}
