import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import type { CameraProblem } from './open-camera';

/** Why there is no picture, and what to do. */
export function Problem({ problem, said }: { problem: CameraProblem; said: string }) {
  const { problems, theBrowserSaid } = texts.camera;
  const { title, todo } = problems[problem];
  return (
    <Notice error>
      {title}. {todo} {said && <span class="quiet">{theBrowserSaid(said)}</span>}
    </Notice>
  );
}
