import { useEffect, useState } from 'preact/hooks';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';
import { trainRoom } from '../../workers/rooms';
import type { Film } from '../../workers/train/film';

const words = texts.train.run;
/** Milliseconds a frame. */
const EVERY = 400;

/** The film of what the network looks at, of so many epochs so far: it shows the newest until the slider is moved. */
export function FilmPlayer({ id, epochs }: { id: string; epochs: number }) {
  const [film, setFilm] = useState<Film | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const [isPlaying, setPlaying] = useState(false);
  const known = film?.frames.length ?? 0;
  useEffect(() => {
    if (epochs <= known) return;
    let isWanted = true;
    trainRoom()
      .filmOf(id, known + 1)
      .then(
        (more) => {
          if (isWanted && more)
            setFilm((before) => ({ faces: more.faces, frames: [...(before?.frames ?? []), ...more.frames] }));
        },
        (thrown: Error) => isWanted && setError(thrown.message),
      );
    return () => void (isWanted = false);
  }, [epochs, known]);
  const last = known - 1;
  const at = Math.min(chosen ?? last, last);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => (at < last ? setChosen(at + 1) : setPlaying(false)), EVERY);
    return () => clearTimeout(timer);
  }, [isPlaying, at, last]);
  if (error) return <p class="quiet">{words.filmWithoutData(error)}</p>;
  if (!film || last < 0) return null;
  const play = () => {
    if (!isPlaying && at === last) setChosen(0);
    setPlaying(!isPlaying);
  };
  const move = (frame: number) => {
    setPlaying(false);
    setChosen(frame === last ? undefined : frame);
  };
  return (
    <div class="train-film">
      <h3>{words.film}</h3>
      <p class="quiet">{words.filmHelp}</p>
      {last > 0 && (
        <div class="row">
          <label class="train-slider">
            {words.filmEpoch} {film.frames[at].epoch}
            <input
              type="range"
              min={0}
              max={last}
              value={at}
              aria-valuetext={`${words.filmEpoch} ${film.frames[at].epoch}`}
              onInput={(event) => move(event.currentTarget.valueAsNumber)}
            />
          </label>
          <button type="button" onClick={play}>
            {isPlaying ? words.stopFilm : words.play}
          </button>
        </div>
      )}
      <FigureView figure={film.faces} name="faces" label={words.filmFaces} />
      <FigureView
        figure={film.frames[at].figure}
        name={`looking-${film.frames[at].epoch}`}
        label={words.film}
      />
    </div>
  );
}
