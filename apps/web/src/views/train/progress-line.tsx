import type { LiveRun } from './live-run';
import { texts } from '../../texts';
import { duration, percent } from './words';

const words = texts.train.run;

/** How far a run has come: in its epoch, or in what follows the training. */
export function ProgressLine({ run }: { run: LiveRun }) {
  const { parts, progress, step } = run;
  const heldOut = parts && parts.heldOutName !== 'validation' ? words.heldOut(parts.heldOut) : '';
  return (
    <div class="train-progress">
      {parts && <p class="quiet">{words.parts(parts.train, parts.validation, heldOut)}</p>}
      {step ? (
        <StepLine step={step} />
      ) : progress ? (
        <EpochLine run={run} progress={progress} />
      ) : (
        <Beginning />
      )}
    </div>
  );
}

function Beginning() {
  return (
    <>
      <p>{words.readingData}</p>
      <progress aria-label={words.readingData} />
    </>
  );
}

function StepLine({ step: { name, done, total } }: { step: NonNullable<LiveRun['step']> }) {
  return (
    <>
      <p>
        {words.writing}: {name}
      </p>
      <progress aria-label={words.writing} value={done} max={total} />
    </>
  );
}

function EpochLine({ run, progress }: { run: LiveRun; progress: NonNullable<LiveRun['progress']> }) {
  const { epoch, phase, done, total, loss, accuracy, seconds } = progress;
  const { epochs } = run.spec.training;
  const rate = seconds ? done / seconds : undefined;
  const isTraining = phase === 'train';
  const imagesLeft = (isTraining ? total - done : 0) + (epochs - epoch) * (run.parts?.train ?? 0);
  return (
    <>
      <p class="train-numbers">
        <strong>{words.epoch(epoch, epochs)}</strong>
        <span>{words.phase[phase]}</span>
        <span>
          {words.loss} {loss.toFixed(3)}
        </span>
        <span>
          {words.accuracy} {percent(accuracy)}
        </span>
        {rate !== undefined && <span>{words.speed(rate.toFixed(0))}</span>}
        {rate !== undefined && isTraining && <span>{words.left(duration(imagesLeft / rate))}</span>}
      </p>
      <progress aria-label={words.epoch(epoch, epochs)} value={done} max={total} />
    </>
  );
}
