const toneHertz = 660;
const toneSeconds = 0.35;
const loudness = 0.15;

/** A short soft tone made by the browser itself; browsers allow it only after the agent has touched the page. */
export class Bell {
  private context: AudioContext | null = null;

  ring(): void {
    try {
      this.context ??= new AudioContext();
      const { currentTime } = this.context;
      const tone = new OscillatorNode(this.context, { frequency: toneHertz });
      const volume = new GainNode(this.context, { gain: loudness });
      volume.gain.exponentialRampToValueAtTime(0.001, currentTime + toneSeconds);
      tone.connect(volume).connect(this.context.destination);
      tone.start();
      tone.stop(currentTime + toneSeconds);
    } catch {
      // Without a sound device the badge and the announcement remain.
    }
  }

  reset(): void {
    void this.context?.close();
    this.context = null;
  }
}
