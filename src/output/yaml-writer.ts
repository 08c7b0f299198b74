// A module of our own in front of `yaml`: imported dynamically, a CommonJS package keeps only its default export in
// the bundle.
export { stringify } from 'yaml';
