/** What people write about: each theme has a bank of sentences, so that a search by meaning finds what belongs together. */
export type ThemeName = 'waterproof' | 'battery' | 'zip' | 'sizing' | 'shipping' | 'warmth' | 'durability' | 'comfort' | 'weight' | 'cooking' | 'navigation'

/** Sentences with slots: `{product}`, `{noun}`, `{place}`, `{weather}`, `{weeks}`, `{order}`. */
export interface Theme {
  /** From happy reviews. */
  readonly praise: readonly string[]
  /** From unhappy reviews. */
  readonly complaint: readonly string[]
  /** Of support tickets. */
  readonly subjects: readonly string[]
  /** A ticket's first message. */
  readonly requests: readonly string[]
  /** What support answers. */
  readonly answers: readonly string[]
  readonly tags: readonly string[]
}
