import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { methodChoice, methodOptions, setting, type MethodFlags } from './method-options';

function flags(...words: string[]): MethodFlags {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const option of methodOptions()) command.addOption(option);
  return command.parse(words, { from: 'user' }).opts();
}

describe('the options that choose methods', () => {
  it('take names with commas, a layer, a neuron and any option by its name', () => {
    const given = flags(
      ...['--method', 'neuronConductance, gradCam', '--layer', 'conv2', '--neuron', '3,4,1'],
      ...['--set', 'steps=20', '--set', 'rule=riemannLeft', '--set', 'relu=true'],
    );
    expect(methodChoice(given)).toEqual({
      methods: ['neuronConductance', 'gradCam'],
      settings: { steps: 20, rule: 'riemannLeft', relu: true, layer: 'conv2', neuron: [3, 4, 1] },
    });
  });

  it('leave the usual figure as it is where none is given', () => {
    expect(methodChoice(flags())).toBeUndefined();
  });

  it('refuse unknown methods, and settings of none', () => {
    expect(() => flags('--method', 'gradCam,magic')).toThrow(
      "unknown method: 'magic' (expected one of: saliency,",
    );
    expect(() => setting('steps')).toThrow('expected name=value, as in steps=20.');
    expect(() => methodChoice(flags('--set', 'steps=3'))).toThrow(
      '--set without --method (expected a method that takes it)',
    );
    expect(() => methodChoice(flags('--layer', 'conv2'))).toThrow('--layer without --method');
  });
});
