/** What every report on faces says of what it is about. */
export const ABOUT_EXPRESSIONS =
  'An expression is not a feeling: reading what people feel from their faces is unreliable, and in many places regulated. This report is about how a network works.';
