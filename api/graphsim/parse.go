package graphsim

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Parse reads a scenario. An unknown key is an error, since a misspelt key would silently
// simulate something else.
func Parse(data []byte) (Scenario, error) {
	var sc Scenario
	strict := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := strict.Decode(&sc); err != nil {
		return Scenario{}, fmt.Errorf("scenario: %w", located(err))
	}
	sc.defaults()
	if err := sc.check(); err != nil {
		return Scenario{}, fmt.Errorf("scenario: %w", err)
	}
	return sc, nil
}

// located adds to an error of the decoder the keys that it is about, and the line.
func located(err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		names := make([]string, len(unknown.Errors))
		for i, e := range unknown.Errors {
			names[i] = strings.Join(e.Key(), ".")
		}
		return fmt.Errorf("unknown key %s", strings.Join(names, ", "))
	}
	if at := (*toml.DecodeError)(nil); errors.As(err, &at) {
		line, _ := at.Position()
		if key := strings.Join(at.Key(), "."); key != "" {
			err = fmt.Errorf("%s: %w", key, err)
		}
		return fmt.Errorf("line %d: %w", line, err)
	}
	return err
}
