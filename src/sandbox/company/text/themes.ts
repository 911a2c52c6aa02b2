import type { Theme, ThemeName } from './theme.ts'
import { BATTERY, DURABILITY, ZIP } from './themes-quality.ts'
import { COOKING, NAVIGATION, SHIPPING, SIZING, WEIGHT } from './themes-service.ts'
import { COMFORT, WARMTH, WATERPROOF } from './themes-weather.ts'

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  waterproof: WATERPROOF,
  battery: BATTERY,
  zip: ZIP,
  sizing: SIZING,
  shipping: SHIPPING,
  warmth: WARMTH,
  durability: DURABILITY,
  comfort: COMFORT,
  weight: WEIGHT,
  cooking: COOKING,
  navigation: NAVIGATION,
}
