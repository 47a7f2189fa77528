export default function die(): void {
  process.exit(1);
}
