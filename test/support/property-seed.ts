import * as fc from 'fast-check';

/** What `npm test` tries properties with, so that the same code gets the same answer. */
const SEED = 20_261_124;

/**
 * At night, when PROPERTY_FACTOR is set, properties are tried with other cases each time; what a night finds is reproduced by
 * the seed and the path that fast-check prints.
 */
if (process.env['PROPERTY_FACTOR'] === undefined)
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
