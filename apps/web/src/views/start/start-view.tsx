import { linkTo } from '../../route';
import { texts } from '../../texts';

/** What there is to do here, for someone who has nothing yet. */
export function StartView() {
  const { title, lead, steps, also, words } = texts.start;
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
      <h2>{also.title}</h2>
      <ul>
        {also.items.map((item) => (
          <li key={item.view}>
            <a href={linkTo(item.view)}>{item.title}</a>: {item.text}
          </li>
        ))}
      </ul>
      <h2>{words.title}</h2>
      <dl class="words">
        {words.items.map(({ word, meaning }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
