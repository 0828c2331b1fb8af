import { useMemo } from 'preact/hooks';
import type { FitProgress } from '@fer/train';
import { linePlot } from '@fer/viz';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';

const words = texts.train.run;
/** Of a shorter epoch there is nothing to watch. */
const SECONDS = 5;
const MOST_POINTS = 200;

/** The loss within an epoch that takes long, as it goes. */
export function EpochCourse({ course }: { course: readonly FitProgress[] }) {
  const figure = useMemo(() => {
    const last = course.at(-1);
    if ((last?.seconds ?? 0) < SECONDS) return undefined;
    const every = Math.ceil(course.length / MOST_POINTS);
    const points = course.filter((_, i) => i % every === 0);
    return linePlot(
      [{ name: words.loss, x: points.map(({ done }) => done), y: points.map(({ loss }) => loss) }],
      { theme: 'auto', title: words.course(last!.epoch), xLabel: words.courseImages, dots: false },
    );
  }, [course]);
  if (!figure) return null;
  return <FigureView figure={figure} name="epoch" label={words.course(course[0].epoch)} />;
}
