package cli

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
)

// startProfiles begins what --cpuprofile and --memprofile ask for.
func (c *command) startProfiles() error {
	if c.cpuProfile != "" {
		file, err := os.Create(c.cpuProfile)
		if err != nil {
			return fmt.Errorf("--cpuprofile: %w", err)
		}
		if err := pprof.StartCPUProfile(file); err != nil {
			return &failure{fmt.Errorf("start CPU profile: %w", err)}
		}
		c.profiles = append(c.profiles, func() {
			pprof.StopCPUProfile()
			file.Close()
		})
	}
	if c.memProfile != "" {
		file, err := os.Create(c.memProfile)
		if err != nil {
			return fmt.Errorf("--memprofile: %w", err)
		}
		c.profiles = append(c.profiles, func() {
			runtime.GC()
			if err := pprof.WriteHeapProfile(file); err != nil {
				fmt.Fprintf(c.stderr, "ormlint: write heap profile: %v\n", err)
			}
			file.Close()
		})
	}
	return nil
}

func (c *command) stopProfiles() {
	for _, stop := range c.profiles {
		stop()
	}
}
