import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core'
import dialog from './kit/dialog.module.css'

/*
 * The look, chosen once. Colours were mixed in OKLCH so that equal shades weigh the same in every hue: greys carry a
 * trace of the accent (hue 210), the accent is petrol, far enough from each state colour never to be read as one.
 * Contrast on the page: shade 7 on white and shades 3 and 4 on the dark body are all above 4.5:1.
 */
const grey: MantineColorsTuple = [
  '#f8fafa',
  '#f1f4f4',
  '#e4e9ea',
  '#d4dadc',
  '#bac3c4',
  '#96a1a3',
  '#657173',
  '#525f61',
  '#344042',
  '#182123',
]
/** Dark is its own design: surfaces rise by getting lighter, lines are lighter than what they part. */
const dark: MantineColorsTuple = [
  '#e5ebec',
  '#b7bfc2',
  '#98a2a5',
  '#758185',
  '#364143',
  '#273133',
  '#1d2628',
  '#141c1e',
  '#0e1516',
  '#080d0f',
]
const petrol: MantineColorsTuple = [
  '#e6f7f9',
  '#cbecf0',
  '#a1d9e1',
  '#79c6d1',
  '#50b0bf',
  '#2a96a6',
  '#137c8d',
  '#066575',
  '#035160',
  '#043b47',
]
const green: MantineColorsTuple = [
  '#eaf9ed',
  '#cff0d6',
  '#a7e2b6',
  '#7fd096',
  '#5cba7a',
  '#3d9c5e',
  '#2a804a',
  '#20683a',
  '#1a532e',
  '#133c21',
]
const red: MantineColorsTuple = [
  '#fff1ef',
  '#fee0dc',
  '#ffbfb7',
  '#fc958c',
  '#f26a61',
  '#e04340',
  '#cc2e2f',
  '#b12225',
  '#8f1b1c',
  '#671515',
]
const amber: MantineColorsTuple = [
  '#fff6e1',
  '#ffe8ba',
  '#ffd083',
  '#fbb752',
  '#ed9e2f',
  '#d38318',
  '#b46a15',
  '#965518',
  '#7a4216',
  '#5b3013',
]

const SANS = "'Atkinson Hyperlegible Next Variable', system-ui, sans-serif"
const MONO = "'Atkinson Hyperlegible Mono Variable', ui-monospace, monospace"

/** A 32 px control everywhere: dense, and still above the 24 px that WCAG 2.5.8 asks of a target. */
const CONTROL = '2rem'

/** Text on a filled control: fills are dark in the light theme and light in the dark one. */
const ON_FILLED = 'light-dark(var(--mantine-color-white), var(--mantine-color-dark-9))'

export const theme = createTheme({
  colors: { grey, gray: grey, dark, petrol, green, red, amber, yellow: amber },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    return input.variant === 'filled' ? { ...colors, color: ON_FILLED } : colors
  },
  black: '#182123',
  white: '#ffffff',
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.3' },
  headings: {
    fontFamily: SANS,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.25', fontWeight: '600' },
      h2: { fontSize: '1rem', lineHeight: '1.35', fontWeight: '600' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4', fontWeight: '600' },
    },
  },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  shadows: {
    xs: '0 1px 2px rgb(8 13 15 / 0.06)',
    sm: '0 1px 3px rgb(8 13 15 / 0.1)',
    md: '0 4px 16px -4px rgb(8 13 15 / 0.18)',
    lg: '0 12px 32px -8px rgb(8 13 15 / 0.24)',
    xl: '0 24px 56px -12px rgb(8 13 15 / 0.32)',
  },
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      vars: () => ({ root: { '--button-height': CONTROL } }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Input: { vars: () => ({ wrapper: { '--input-height': CONTROL } }) },
    InputWrapper: { defaultProps: { size: 'sm' } },
    Modal: {
      classNames: { content: dialog.content, header: dialog.header, title: dialog.title, body: dialog.body },
      defaultProps: {
        centered: true,
        radius: 'md',
        transitionProps: { duration: 120 },
        // Its head is a `header`, which would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Overlay: { defaultProps: { backgroundOpacity: 0.32, blur: 0, color: '#080d0f' } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, position: 'bottom-start' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: { shadow: 'md' } } },
    Switch: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { underline: 'hover' } },
  },
})

/** Sets text, lines and surfaces of Mantine's parts in our greys. Our own names are in `tokens.css`. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-disabled-color': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-red-7)',
  },
  dark: {
    '--mantine-color-default': 'var(--mantine-color-dark-6)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-disabled-color': 'var(--mantine-color-dark-2)',
    '--mantine-color-error': 'var(--mantine-color-red-3)',
  },
})
