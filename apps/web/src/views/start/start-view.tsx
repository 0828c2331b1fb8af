import { linkTo } from '../../route';
import { texts } from '../../texts';

/** What there is to do here, for someone who has nothing yet. */
export function StartView() {
  const { title, lead, steps } = texts.start;
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.view} class="card">
            <h2>{step.title}</h2>
            <p>{step.text}</p>
            <a class="button" href={linkTo(step.view)}>
              {step.link}
            </a>
          </li>
        ))}
      </ol>
    </>
  );
}
