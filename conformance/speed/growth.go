package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/ormlint/ormlint/conformance/subject"
)

var growthHead = []string{"project", "copies", "CPU s ormlint", "× one copy", "wall s ormlint", "peak MB ormlint",
	"CPU s ruff", "× one copy"}

// grow measures one, two and four copies of a project side by side in one root.
// The root has no settings of its own, so the copies are read without any.
func grow(ctx context.Context, chosen options, project subject.Project) ([][]string, error) {
	root, err := os.MkdirTemp(chosen.dest, "growth-")
	if err != nil {
		return nil, fmt.Errorf("make a directory for copies of %s: %w", project.Name, err)
	}
	defer os.RemoveAll(root)
	python := project.Environment
	if python == "" {
		python = "none"
	}
	var rows [][]string
	var one pairs
	for copies := 1; copies <= 4; copies++ {
		if err := link(project.Root, filepath.Join(root, fmt.Sprintf("copy%d", copies))); err != nil {
			return nil, fmt.Errorf("copy %s: %w", project.Name, err)
		}
		if copies == 3 {
			continue
		}
		measured, err := runPairs(chosen.pairs,
			func() *exec.Cmd { return exec.CommandContext(ctx, chosen.binary, "check", "--python", python, root) },
			func() *exec.Cmd { return ruff(ctx, root) })
		if err != nil {
			return nil, err
		}
		if copies == 1 {
			one = measured
		}
		rows = append(rows, []string{
			project.Name, fmt.Sprint(copies),
			seconds(median(measured.ormlint, cpuSeconds)),
			fmt.Sprintf("%.2f", median(measured.ormlint, cpuSeconds)/median(one.ormlint, cpuSeconds)),
			seconds(median(measured.ormlint, wallSeconds)), megabytes(median(measured.ormlint, peakBytes)),
			seconds(median(measured.ruff, cpuSeconds)),
			fmt.Sprintf("%.2f", median(measured.ruff, cpuSeconds)/median(one.ruff, cpuSeconds)),
		})
	}
	return rows, nil
}

// link copies a tree by giving its files a second name, which is why copies lie
// on the file system of the original.
func link(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, inside)
		switch {
		case entry.IsDir():
			return os.Mkdir(target, 0o755)
		case entry.Type().IsRegular():
			return os.Link(path, target)
		}
		return nil
	})
}
