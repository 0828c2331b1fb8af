import { linkTo } from '../route';
import { texts } from '../texts';
import { Notice } from './notice';

/** In place of what would be asked of a model that this browser does not keep, as when somebody else shared the address. */
export function GoneModel() {
  const words = texts.choices.model;
  return (
    <Notice>
      {words.goneMeans} <a href={linkTo('train')}>{words.run}</a>,{' '}
      <a href={linkTo('models')}>{words.model}</a>.
    </Notice>
  );
}
